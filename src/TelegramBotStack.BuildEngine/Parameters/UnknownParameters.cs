namespace Nuke.Common.Parameters;

/// <summary>A misspelt parameter is an error, never ignored: a deployment must not run without the option its user typed.</summary>
internal static class UnknownParameters
{
    /// <exception cref="UsageException">A name on the command line or in a file belongs to no parameter.</exception>
    public static void Reject(CommandLine commandLine, IReadOnlyList<ParametersFile> files, IReadOnlyList<ParameterMember> parameters)
    {
        var names = parameters.Select(parameter => parameter.Name).Concat(EngineParameters.All.Select(parameter => parameter.Name)).ToList();
        var known = names.Select(ParameterName.Normalize).ToHashSet(StringComparer.Ordinal);
        foreach (var argument in commandLine.Arguments.Where(argument => !known.Contains(argument.Name)))
            throw new UsageException($"Unknown parameter {argument.Spelling}.{Suggestion(argument.Name, names, name => "--" + ParameterName.ToKebabCase(name))} --help lists all.");

        foreach (var file in files)
        {
            if (file.Names.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
                throw new UsageException($"Unknown parameter '{unknown}' in {file.Path}.{Suggestion(unknown, names, name => $"'{name}'")}");
        }
    }

    private static string Suggestion(string given, IEnumerable<string> names, Func<string, string> shown) =>
        NearestName.Of(given, names) is { } nearest ? $" Did you mean {shown(nearest)}?" : "";
}
