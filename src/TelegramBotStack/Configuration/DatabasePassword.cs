using System.Text.RegularExpressions;

namespace TelegramBotStack.Configuration;

/// <summary>Finds what is secret in the address of a database.</summary>
internal static partial class DatabasePassword
{
    // Shorter ones are in every text, and masking them would tell them.
    private const int Shortest = 3;

    public static IEnumerable<string> In(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return [];
        }

        var passwords = Pattern().Matches(address).Select(match => match.Groups["password"].Value.Trim().Trim('"', '\''));
        return passwords.SelectMany(password => new[] { password, Uri.UnescapeDataString(password) })
            .Append(address.Trim())
            .Where(secret => secret.Length >= Shortest);
    }

    // Host=…;Password=…  host:6379,password=…  scheme://user:password@host
    [GeneratedRegex("""(?:\b(?:password|pwd)\s*=\s*(?<password>"[^"]*"|'[^']*'|[^;,]*))|(?:://[^:/@]*:(?<password>[^@/]*)@)""", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
