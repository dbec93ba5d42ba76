using System.Text.RegularExpressions;

namespace TelegramBotStack.Simulator.Chats;

/// <summary>The entities the server finds in a plain text by itself.</summary>
internal static partial class EntityDetection
{
    public static IReadOnlyList<TextEntity> Find(string text)
    {
        // Nearly all texts have none of these; the expressions are not run for them.
        if (text.AsSpan().IndexOfAny("/@#.") < 0)
        {
            return [];
        }

        List<TextEntity> found = [];
        Add(found, "url", Urls().Matches(text));
        Add(found, "email", Emails().Matches(text));
        Add(found, "bot_command", Commands().Matches(text));
        Add(found, "mention", Mentions().Matches(text));
        Add(found, "hashtag", Hashtags().Matches(text));
        found.Sort((one, other) => one.Offset.CompareTo(other.Offset));
        return found;
    }

    private static void Add(List<TextEntity> found, string type, MatchCollection matches)
    {
        foreach (Match match in matches)
        {
            var isInsideAnother = found.Exists(
                other => match.Index < other.Offset + other.Length && other.Offset < match.Index + match.Length);
            if (!isInsideAnother)
            {
                found.Add(new TextEntity(type, match.Index, match.Length));
            }
        }
    }

    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>"".,;:!?)\]]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Urls();

    [GeneratedRegex(@"(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Emails();

    [GeneratedRegex(@"(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(@[a-zA-Z0-9_]{3,32})?(?![\w/<>@])", RegexOptions.CultureInvariant)]
    private static partial Regex Commands();

    [GeneratedRegex(@"(?<!\w)@[a-zA-Z0-9_]{3,32}(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Mentions();

    [GeneratedRegex(@"(?<!\w)#\w*\p{L}\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Hashtags();
}
