@REM SPDX-License-Identifier: Apache-2.0
@REM
@REM Runs the Maven release that .mvn\wrapper\maven-wrapper.properties names.
@REM Installs it below %MAVEN_USER_HOME% or %USERPROFILE%\.m2 first if it is not there yet.
@echo off
setlocal

set "WRAPPER=%~dp0.mvn\wrapper"
for /f "usebackq tokens=1,2 delims==" %%a in ("%WRAPPER%\maven-wrapper.properties") do (
	if "%%a"=="mavenVersion" set "VERSION=%%b"
	if "%%a"=="mavenSha512" set "CHECKSUM=%%b"
)
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "MAVEN=%MAVEN_USER_HOME%\wrapper\dists\apache-maven-%VERSION%\%CHECKSUM:~0,12%"

if defined JAVA_HOME goto javaHome
set "JAVA=java.exe"
where /q javac.exe
if not errorlevel 1 goto install
echo mvnw: there is no JDK: set JAVA_HOME or put javac.exe on the PATH 1>&2
exit /b 1

:javaHome
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA_HOME%\bin\javac.exe" goto install
echo mvnw: JAVA_HOME holds no JDK: "%JAVA_HOME%" 1>&2
exit /b 1

:install
if exist "%MAVEN%\bin\mvn.cmd" goto run
"%JAVA%" %MAVEN_OPTS% "%WRAPPER%\MavenWrapper.java" "%WRAPPER%\maven-wrapper.properties" "%MAVEN%"
if errorlevel 1 exit /b 1

:run
endlocal & call "%MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
