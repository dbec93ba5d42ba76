# Builds build/_build.csproj when something it is made of has changed, then runs it with the arguments as they are.
# build.sh does the same, step by step; keep the two alike. Runs on Windows PowerShell 5.1 and on PowerShell 7, with
# .NET types where a cmdlet would do, because they are faster and act alike on both. Only ASCII: 5.1 reads it so.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2

$root = $PSScriptRoot
$state = [IO.Path]::Combine($root, '.nuke', 'temp')
$stamp = [IO.Path]::Combine($state, 'build.ps1.stamp')
$program = [IO.Path]::Combine($root, 'build', 'bin', 'Debug', '_build.dll')
$executable = 'dotnet'
if ([IO.Path]::DirectorySeparatorChar -eq '\') { $executable = 'dotnet.exe' }
$script:dotnet = $null
$script:checksum = $null
$script:lock = $null

function Fail([string] $cause, [string] $mend) {
    [Console]::Error.WriteLine($cause)
    [Console]::Error.WriteLine("  Mend    $mend")
    exit 1
}

# Step: list inputs
# The build project, the files of the root that shape it, and what build/.inputs names, one path of the repository
# per line. A new, changed, replaced or deleted file changes the list.
function Get-Inputs {
    $inputs = @([IO.Path]::Combine($root, 'build'))
    foreach ($pattern in 'global.json', 'nuget.config', 'Directory.*.props', 'Directory.*.targets') {
        $inputs += [IO.Directory]::GetFiles($root, $pattern)
    }
    $further = [IO.Path]::Combine($root, 'build', '.inputs')
    if ([IO.File]::Exists($further)) {
        foreach ($line in [IO.File]::ReadAllLines($further)) {
            if ($line -ne '' -and -not $line.StartsWith('#')) { $inputs += [IO.Path]::Combine($root, $line) }
        }
    }
    return $inputs
}

function Add-File([Collections.Generic.List[string]] $list, [IO.FileSystemInfo] $entry) {
    if ($entry -is [IO.FileInfo]) {
        $list.Add($entry.FullName.Substring($root.Length) + '|' + $entry.Length + '|' + $entry.LastWriteTimeUtc.Ticks)
    }
    elseif ($entry.Name -ne 'bin' -and $entry.Name -ne 'obj') {
        foreach ($child in $entry.GetFileSystemInfos()) { Add-File $list $child }
    }
}

# Step: compare with the last build
# No dotnet is started for this. The stamp holds the dotnet that was used and the checksum of the list, as it was at
# the moment before the last build.
function Get-Checksum {
    $list = [Collections.Generic.List[string]]::new()
    foreach ($path in Get-Inputs) {
        if ([IO.File]::Exists($path)) { Add-File $list ([IO.FileInfo]::new($path)) }
        elseif ([IO.Directory]::Exists($path)) { Add-File $list ([IO.DirectoryInfo]::new($path)) }
    }
    $list.Sort([StringComparer]::Ordinal)
    $sha = [Security.Cryptography.SHA256]::Create()
    $hash = $sha.ComputeHash([Text.Encoding]::UTF8.GetBytes([string]::Join("`n", $list.ToArray())))
    return [BitConverter]::ToString($hash)
}

function Test-UpToDate {
    if (-not [IO.File]::Exists($program) -or -not [IO.File]::Exists($stamp)) { return $false }
    $lines = [IO.File]::ReadAllLines($stamp)
    if ($lines.Length -lt 2) { return $false }
    $script:dotnet = $lines[0]
    return [IO.File]::Exists($lines[0]) -and $lines[1] -eq $script:checksum
}

# Step: take the lock
# Two at once: the second waits, and then finds everything built.
function Enter-Lock {
    $path = [IO.Path]::Combine($state, 'build.lock')
    while ($true) {
        try {
            $script:lock = [IO.FileStream]::new($path, 'OpenOrCreate', 'ReadWrite', 'None')
            return
        }
        catch [IO.IOException] { [Threading.Thread]::Sleep(100) }
    }
}

# Step: find the SDK
# dotnet itself knows whether it satisfies global.json: it refuses to tell its version when it does not.
function Find-Sdk {
    $onPath = $env:PATH.Split([IO.Path]::PathSeparator) | Where-Object { $_ -ne '' } |
        ForEach-Object { [IO.Path]::Combine($_.Trim('"'), $executable) } |
        Where-Object { [IO.File]::Exists($_) }
    foreach ($candidate in @($onPath)[0], [IO.Path]::Combine($state, 'dotnet', $executable)) {
        if ([IO.File]::Exists($candidate) -and (Invoke-Quietly $candidate @('--version')).ExitCode -eq 0) {
            $script:dotnet = $candidate
            return $true
        }
    }
    return $false
}

# Runs a program in the root directory. Windows PowerShell turns what a program writes to standard error into errors
# of its own, so its streams are read here.
function Invoke-Quietly([string] $file, [string[]] $arguments) {
    $start = [Diagnostics.ProcessStartInfo]::new()
    $start.FileName = $file
    $start.Arguments = [string]::Join(' ', @($arguments | ForEach-Object { '"' + $_ + '"' }))
    $start.WorkingDirectory = $root
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $errors = $process.StandardError.ReadToEndAsync()
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    return @{ ExitCode = $process.ExitCode; Output = $output + $errors.Result }
}

# Step: install the SDK
# Into the repository's own temporary directory; nothing of the machine is changed.
function Install-Sdk {
    [Console]::Error.WriteLine('Installing the .NET SDK that global.json names...')
    $windows = $executable -eq 'dotnet.exe'
    $name = 'dotnet-install.sh'
    if ($windows) { $name = 'dotnet-install.ps1' }
    $installer = [IO.Path]::Combine($state, $name)
    $url = 'https://dot.net/v1/' + $name
    try {
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 3072
        [Net.WebClient]::new().DownloadFile($url, $installer)
    }
    catch {
        Fail "TBS6001  The .NET SDK that global.json names is not installed, and $url could not be downloaded." `
            'Connect to the network, or install the SDK from https://dotnet.microsoft.com/download, and run this again.'
    }
    $target = [IO.Path]::Combine($state, 'dotnet')
    $json = [IO.Path]::Combine($root, 'global.json')
    if ($windows) {
        $shell = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
        $result = Invoke-Quietly $shell @('-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', $installer,
            '-JSonFile', $json, '-InstallDir', $target, '-NoPath')
    }
    else {
        $result = Invoke-Quietly 'bash' @($installer, '--jsonfile', $json, '--install-dir', $target, '--no-path')
    }
    if ($result.ExitCode -eq 0 -and (Find-Sdk)) { return }
    [Console]::Error.WriteLine($result.Output)
    Fail 'TBS6002  The .NET SDK that global.json names could not be installed; the messages are above.' `
        'Install it from https://dotnet.microsoft.com/download, and run this again.'
}

# Step: build the build
# The old files are removed, not overwritten: another run may still be executing them (Windows lets such a file be
# renamed, but not deleted), and a source replaced by an older one would pass as built. The stamp is removed first and
# comes back last, so that a build that was cut off is built again.
function Build-TheBuild {
    [Console]::Error.WriteLine('Building the build...')
    foreach ($old in [IO.Directory]::GetFiles($state, 'build.*.stamp')) { [IO.File]::Delete($old) }
    Clear-Output ([IO.Path]::GetDirectoryName($program))
    Clear-Output ([IO.Path]::Combine($root, 'build', 'obj', 'Debug'))
    $result = Invoke-Quietly $script:dotnet @('build', 'build/_build.csproj', '--configuration', 'Debug', '--nologo',
        '--verbosity', 'quiet')
    if ($result.ExitCode -ne 0) {
        [Console]::Error.WriteLine($result.Output)
        Fail 'TBS6003  The build project does not compile; the messages are above.' `
            'Correct what they name in build/ and run this again.'
    }
    [IO.File]::WriteAllLines($stamp, [string[]] @($script:dotnet, $script:checksum))
}

function Clear-Output([string] $directory) {
    if (-not [IO.Directory]::Exists($directory)) { return }
    foreach ($file in [IO.Directory]::GetFiles($directory, '*.old')) {
        try { [IO.File]::Delete($file) } catch { continue }
    }
    foreach ($file in [IO.Directory]::GetFiles($directory, '*.dll')) {
        try { [IO.File]::Delete($file) }
        catch { [IO.File]::Move($file, $file + '.' + [Guid]::NewGuid().ToString('N') + '.old') }
    }
}

function Prepare {
    $script:checksum = Get-Checksum
    if (Test-UpToDate) { return }

    [void] [IO.Directory]::CreateDirectory($state)
    Enter-Lock
    try {
        $script:checksum = Get-Checksum
        if (Test-UpToDate) { return }

        if (-not (Find-Sdk)) { Install-Sdk }
        Build-TheBuild
    }
    finally { $script:lock.Dispose() }
}

# Step: run
# From the caller's directory, with the lock let go. The engine takes the nearest directory with .nuke in it as the
# root, and is told when that is not this one. An SDK of the repository's own is what the targets find as well.
Prepare
$before = @{ NUKE_ROOT = $env:NUKE_ROOT; DOTNET_ROOT = $env:DOTNET_ROOT; PATH = $env:PATH }
try {
    $nearest = $PWD.ProviderPath
    while ($nearest -and -not [IO.Directory]::Exists([IO.Path]::Combine($nearest, '.nuke'))) {
        $nearest = [IO.Path]::GetDirectoryName($nearest)
    }
    if ($nearest -ne $root) { $env:NUKE_ROOT = $root }
    if ($script:dotnet.StartsWith($state)) {
        $env:DOTNET_ROOT = [IO.Path]::Combine($state, 'dotnet')
        $env:PATH = $env:DOTNET_ROOT + [IO.Path]::PathSeparator + $env:PATH
    }

    if ($PSVersionTable.PSVersion -ge [Version] '7.3') {
        # Outside Windows PowerShell replaces * and ? by the files they match, unless its location is no directory.
        $paths = $ExecutionContext.SessionState.Path
        $paths.PushCurrentLocation('bootstrapper')
        [void] $paths.SetLocation('Variable:')
        & $script:dotnet $program @args
    }
    else {
        # Older ones put quotes around what has spaces in it, and leave quotes, ends in backslashes and empty words as
        # they are, which the program then reads differently.
        $escaped = @($args | ForEach-Object {
            $word = [string] $_ -replace '(\\*)"', '$1$1\"'
            if ($word -eq '') { '""' }
            elseif ($word -match '\s') { $word -replace '(\\+)$', '$1$1' }
            else { $word }
        })
        & $script:dotnet $program @escaped
    }
}
finally {
    if ($PWD.Provider.Name -ne 'FileSystem') { [void] $paths.PopLocation('bootstrapper') }
    # The caller's session goes on; what was set for the build must not stay in it.
    foreach ($name in $before.Keys) {
        if ($null -eq $before[$name]) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
        else { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
    }
}
exit $LASTEXITCODE
