@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Builds the catalog and the local stand-in for an AppHost, then runs them until Ctrl-C.
rem Usage: examples\run [--once]
setlocal

set "EXAMPLES=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

echo Building the catalog (the first time, this downloads its dependencies) ...
rem The build prints errors only. What checks the code is left to mvnw verify.
pushd "%EXAMPLES%.."
call mvnw.cmd -B -ntp -q -pl examples/catalog,examples/local-apphost -am "-Dmaven.test.skip" "-Dcheckstyle.skip" "-Dspring-javaformat.validate.skip" "-Denforcer.skip" package
set "BUILD=%ERRORLEVEL%"
popd
if not "%BUILD%"=="0" exit /b %BUILD%

"%JAVA%" -jar "%EXAMPLES%local-apphost\target\local-apphost.jar" "--catalog-jar=%EXAMPLES%catalog\target\catalog.jar" %*
exit /b %ERRORLEVEL%
