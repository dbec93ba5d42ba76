using System.Globalization;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Reads a span of time, such as how far back a log begins.</summary>
internal static partial class LogAge
{
    public const string BadAgeCode = "TBS6105";

    /// <exception cref="DeploymentException">The text is not one.</exception>
    public static TimeSpan? Parse(string? text, string parameter = "--since")
    {
        if (text is null)
        {
            return null;
        }

        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new DeploymentException(
                BadAgeCode, $"'{text}' is not a span of time.", $"Give {parameter} a number with s, m, h or d, such as 15m.", ExitCode.BadUsage);
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
