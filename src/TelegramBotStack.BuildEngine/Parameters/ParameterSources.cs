using System.Text.Json;

namespace Nuke.Common.Parameters;

/// <summary>Where values come from, in order of precedence.</summary>
internal sealed class ParameterSources(
    CommandLine commandLine,
    EnvironmentVariables environment,
    IReadOnlyList<ParametersFile> files,
    string workingDirectory,
    string rootDirectory)
{
    public CommandLine CommandLine => commandLine;

    public IReadOnlyList<ParametersFile> Files => files;

    /// <summary>The value of a build's parameter, or <see langword="null"/>.</summary>
    /// <exception cref="UsageException">The value does not fit.</exception>
    public object? Find(ParameterMember parameter, Action<string> warn)
    {
        if (commandLine.Find(parameter.Name) is { } argument)
            return ParameterConverter.Convert(parameter, argument.Values, workingDirectory);
        if (environment.Find(parameter.Name) is { Length: > 0 } variable)
            return ParameterConverter.Convert(parameter, parameter.Type.IsArray ? Words(parameter, variable) : [variable], workingDirectory);

        foreach (var file in files)
        {
            if (file.Find(parameter.Name) is not { ValueKind: not JsonValueKind.Null } json)
                continue;
            return parameter.IsSecret
                ? EncryptedSecret.Read(parameter, json, file, environment, warn)
                : ParameterConverter.Convert(parameter, json, rootDirectory);
        }

        return null;
    }

    // As on a command line, blanks separate the elements of an array that has no separator of its own.
    private static string[] Words(ParameterMember parameter, string variable) =>
        parameter.Attribute.Separator is { Length: > 0 } ? [variable] : variable.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words given for a parameter of the engine; <see langword="null"/> when it is absent.</summary>
    public IReadOnlyList<string>? FindEngine(string name)
    {
        if (commandLine.Find(name) is { } argument)
            return argument.Values;
        if (environment.FindPrefixed(name) is { Length: > 0 } variable)
            return variable.Split([' ', '+', ','], StringSplitOptions.RemoveEmptyEntries);
        return files.Select(file => file.Find(name)).FirstOrDefault(json => json is not null) switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(item => item.ToString()).ToList(),
            { } value => [value.ToString()],
            null => null,
        };
    }

    public bool Flag(string name) => FindEngine(name) switch
    {
        null => false,
        [] => true,
        [var word] when bool.TryParse(word, out var flag) => flag,
        _ => throw new UsageException($"Parameter --{ParameterName.ToKebabCase(name)} takes true, false or nothing. Targets come before the first parameter."),
    };
}
