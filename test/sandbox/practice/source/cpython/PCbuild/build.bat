@@ file odd
@echo off
rem Build the practice interpreter.
setlocal
set platf=x64
set conf=Release
:CheckOpts
if "%~1"=="-d" (set conf=Debug) & shift & goto CheckOpts
if "%~1"=="-p" (set platf=%~2) & shift & shift & goto CheckOpts
if not exist "%dp0%\external" call "%dp0%get_externals.bat"
msbuild "%dp0%pcbuild.proj" /p:Configuration=%conf% /p:Platform=%platf% %1 %2 %3
exit /b %ERRORLEVEL%
