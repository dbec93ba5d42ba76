using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>Refuses values that cannot be meant: an empty one, a placeholder of an example, a bot token that is none.</summary>
internal static partial class SecretValue
{
    private const int LongestToken = 80;

    /// <summary>Name of the secret with the bot's token.</summary>
    public const string Token = "BOT_TOKEN";

    /// <returns>The value as it is.</returns>
    /// <exception cref="DeploymentException">It cannot be meant. It is not shown.</exception>
    public static string Check(string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw ConfigurationErrors.NoSecret(name, "its source is empty");
        }

        if (Placeholder().IsMatch(value.Trim()))
        {
            throw SecretErrors.Placeholder(name);
        }

        return name != Token || (TokenShape().IsMatch(value) && value.Length <= LongestToken) ? value : throw SecretErrors.NoToken();
    }

    [GeneratedRegex(
        """
        \A(?:your[\s_-]?\w*[\s_-]?(?:token|key|secret|password)(?:[\s_-]?here)?|(?:bot|api)?[\s_-]?(?:token|key|secret|password)[\s_-]?here
        |(?:put|insert|enter|paste|add)[\s_-]\w*[\s_-]?(?:token|key|secret|password)\w*|(?:change|replace)[\s_-]?(?:me|this)|placeholder
        |todo|tbd|x{3,}|\.{3}|…|<[^<>\n]{1,60}>|\$\{[A-Za-z0-9_]+\}|\{\{[^{}\n]{1,60}\}\}|\d+:(?:your|x{3,}|change|replace|token)\S*)\z
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    // As @BotFather makes them: the bot's id, a colon, 35 characters. Longer secret parts may come.
    [GeneratedRegex(@"\A[1-9][0-9]{0,17}:[A-Za-z0-9_-]{35,}\z")]
    private static partial Regex TokenShape();
}
