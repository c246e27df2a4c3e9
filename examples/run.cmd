@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Builds the services and the local stand-in for an AppHost, then runs them until Ctrl-C.
rem Usage: examples\run [--once] [--dashboard] [--otlp=grpc|http] [--amqp=installed|docker|embedded]
setlocal

set "EXAMPLES=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

echo Building the services (the first time, this downloads their dependencies) ...
rem The build prints errors only. What checks the code is left to mvnw verify.
pushd "%EXAMPLES%.."
call mvnw.cmd -B -ntp -q -pl examples/catalog,examples/storefront,examples/worker,examples/local-apphost -am "-Dmaven.test.skip" "-Dcheckstyle.skip" "-Dspring-javaformat.validate.skip" "-Denforcer.skip" package
set "BUILD=%ERRORLEVEL%"
popd
if not "%BUILD%"=="0" exit /b %BUILD%

"%JAVA%" -jar "%EXAMPLES%local-apphost\target\local-apphost.jar" "--catalog-jar=%EXAMPLES%catalog\target\catalog.jar" "--storefront-jar=%EXAMPLES%storefront\target\storefront.jar" "--worker-jar=%EXAMPLES%worker\target\worker.jar" %*
exit /b %ERRORLEVEL%
