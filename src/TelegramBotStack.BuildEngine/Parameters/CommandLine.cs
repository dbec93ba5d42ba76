using System.Globalization;

namespace Nuke.Common.Parameters;

/// <summary>The words of a command line: targets first, then parameters with their values.</summary>
internal sealed class CommandLine
{
    private readonly List<CommandLineArgument> _arguments = [];

    public CommandLine(IEnumerable<string> words)
    {
        var targets = new List<string>();
        foreach (var word in words)
        {
            if (IsName(word))
                _arguments.Add(Parse(word));
            else if (_arguments.Count == 0)
                targets.Add(word);
            else
                _arguments[^1].Values.Add(word);
        }

        Targets = targets;
    }

    /// <summary>The words before the first parameter.</summary>
    public IReadOnlyList<string> Targets { get; }

    public IReadOnlyList<CommandLineArgument> Arguments => _arguments;

    /// <summary>The argument of that name; the last one wins.</summary>
    public CommandLineArgument? Find(string name)
    {
        var normalized = ParameterName.Normalize(name);
        return _arguments.LastOrDefault(argument => argument.Name == normalized);
    }

    // A negative number is a value: ids of Telegram groups are negative.
    private static bool IsName(string word) =>
        word.Length > 1 && word[0] == '-' && !decimal.TryParse(word, NumberStyles.Number, CultureInfo.InvariantCulture, out _);

    private static CommandLineArgument Parse(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new CommandLineArgument(word, ParameterName.Normalize(word), [])
            : new CommandLineArgument(word[..equals], ParameterName.Normalize(word[..equals]), [word[(equals + 1)..]]);
    }
}

/// <summary>A parameter on the command line, as written and as compared.</summary>
internal sealed record CommandLineArgument(string Spelling, string Name, List<string> Values);
