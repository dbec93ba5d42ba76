@echo off
rem Runs build.ps1 with the arguments as they are, for cmd and for double clicks.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0build.ps1" %*
exit /b %ERRORLEVEL%
