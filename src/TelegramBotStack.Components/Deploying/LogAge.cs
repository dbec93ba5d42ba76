using System.Globalization;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Reads how far back a log begins.</summary>
internal static partial class LogAge
{
    public const string BadAgeCode = "TBS6105";

    /// <exception cref="DeploymentException">The text is not an age.</exception>
    public static TimeSpan? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new DeploymentException(
                BadAgeCode, $"'{text}' is not an age.", "Give --since a number with s, m, h or d, such as 15m.", ExitCode.BadUsage);
        }

        var number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    [GeneratedRegex("^([0-9]{1,5})([smhd])$")]
    private static partial Regex Pattern();
}
