namespace Nuke.Common.Parameters;

/// <summary>Environment variables by the parameter they can set: <c>BOT_TOKEN</c>, <c>bot-token</c> and <c>NUKE_BOT_TOKEN</c> set <c>BotToken</c>.</summary>
internal sealed class EnvironmentVariables
{
    private const string Prefix = "nuke";
    private readonly ILookup<string, KeyValuePair<string, string>> _byName;

    public EnvironmentVariables(IEnumerable<KeyValuePair<string, string>> variables) =>
        _byName = variables.ToLookup(variable => ParameterName.Normalize(variable.Key));

    /// <summary>The value for a parameter.</summary>
    /// <exception cref="UsageException">Two variables with different values set the parameter.</exception>
    public string? Find(string parameter)
    {
        var normalized = ParameterName.Normalize(parameter);
        var matches = _byName[normalized].Concat(_byName[Prefix + normalized]).ToList();
        if (matches.Select(match => match.Value).Distinct().Skip(1).Any())
            throw new UsageException($"Parameter --{ParameterName.ToKebabCase(parameter)} is set by several environment variables with different values: {string.Join(", ", matches.Select(match => match.Key))}. Unset all but one.");
        return matches.Count == 0 ? null : matches[0].Value;
    }

    /// <summary>The value for a parameter of the engine itself, which only the prefixed variable sets: HOST, ROOT or TARGET belong to others.</summary>
    public string? FindPrefixed(string parameter) => _byName[Prefix + ParameterName.Normalize(parameter)].Select(match => match.Value).FirstOrDefault();
}
