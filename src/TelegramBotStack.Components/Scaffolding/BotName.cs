using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>The name of a bot's projects, such as <c>EchoBot</c> or <c>Ada.Bots.Echo</c>.</summary>
internal sealed partial record BotName
{
    public const int MaximumLength = 60;

    private const string Suggestion = "MyBot";

    // Keywords of C#, as a word of a name; then device names of Windows, in any case.
    private static readonly HashSet<string> ReservedWords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock",
        "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected",
        "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
        "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while",
    };

    private static readonly Regex Device = DevicePattern();

    // First words of names that assemblies of the bot, its tests or its build have.
    private static readonly HashSet<string> ReservedStarts = new(StringComparer.OrdinalIgnoreCase)
    {
        "System", "Microsoft", "Telegram", "TelegramBotStack", "Nuke", "xunit", "Shouldly", "Tests", "Build",
    };

    private BotName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name as hosts and Docker know it: lower-case words with hyphens, such as <c>echo-bot</c>.</summary>
    public string Slug => WordBoundary().Replace(Value, "-").Replace('.', '-').Replace('_', '-').ToLowerInvariant();

    /// <exception cref="DeploymentException">It is missing, or cannot be the name of a project everywhere.</exception>
    public static BotName Parse(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw ScaffoldErrors.NameMissing();
        }

        if (name.Length > MaximumLength || !Shape().IsMatch(name))
        {
            throw ScaffoldErrors.NameInvalid(name, Suggest(name));
        }

        var words = name.Split('.');
        var reserved = words.FirstOrDefault(word => ReservedWords.Contains(word) || Device.IsMatch(word))
            ?? words.Take(1).FirstOrDefault(ReservedStarts.Contains);
        return reserved is null ? new BotName(name) : throw ScaffoldErrors.NameReserved(name, reserved, Suggest(name));
    }

    public override string ToString() => Value;

    // my-bot becomes MyBot; what still cannot be a name becomes MyBot as well.
    private static string Suggest(string name)
    {
        var words = NoLetterOrDigit().Split(name).Where(word => word.Length > 0);
        var suggestion = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        if (suggestion == name || ReservedStarts.Contains(suggestion) || Device.IsMatch(suggestion))
        {
            suggestion += "Bot";
        }

        return suggestion.Length <= MaximumLength && Shape().IsMatch(suggestion) ? suggestion : Suggestion;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*\z")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(con|prn|aux|nul|com[0-9]|lpt[0-9])\z", RegexOptions.IgnoreCase)]
    private static partial Regex DevicePattern();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NoLetterOrDigit();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordBoundary();
}
