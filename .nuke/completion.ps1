# Completes targets and parameters of build.ps1 and build.cmd in PowerShell 5.1 and 7. Once, in the file that $PROFILE names:
#   . C:\path\to\this\repository\.nuke\completion.ps1
# It reads .nuke\build.schema.json beside the script that is typed, and so serves every repository of this kind.
Register-ArgumentCompleter -Native -CommandName 'build', 'build.cmd', 'build.ps1', 'build.sh' -ScriptBlock {
    param($word, $command, $position)

    $typed = $command.CommandElements[0].ToString().Trim([char[]]"'`"")
    $directory = [IO.Path]::GetDirectoryName($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($typed))
    $file = [IO.Path]::Combine($directory, '.nuke', 'build.schema.json')
    if (-not [IO.File]::Exists($file)) { return }

    $schema = [IO.File]::ReadAllText($file) | ConvertFrom-Json
    $parameters = @{}
    foreach ($part in @($schema.definitions.NukeBuild) + @($schema.allOf)) {
        if ($part.PSObject.Properties['properties']) {
            foreach ($property in $part.properties.PSObject.Properties) {
                $name = '--' + ($property.Name -creplace '(?<=[a-z0-9])(?=[A-Z])', '-').ToLowerInvariant()
                $parameters[$name] = $property.Value
            }
        }
    }

    $before = @($command.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })[-1]
    $meaning = $parameters[$before]
    if ($meaning -and $meaning.type -ne 'boolean') {
        $reference = $meaning.'$ref'
        if (-not $reference -and $meaning.items) { $reference = $meaning.items.'$ref' }
        if (-not $reference) { return }
        $words = $schema.definitions.($reference.Split('/')[-1]).enum
    }
    else {
        $words = @($schema.definitions.ExecutableTarget.enum) + @($parameters.Keys | Sort-Object)
    }

    foreach ($match in $words) {
        if ($match.StartsWith($word, [StringComparison]::OrdinalIgnoreCase)) {
            $about = $match
            if ($parameters[$match] -and $parameters[$match].description) { $about = $parameters[$match].description }
            [Management.Automation.CompletionResult]::new($match, $match, 'ParameterValue', $about)
        }
    }
}
