namespace TelegramBotStack.Build.Publishing;

/// <summary>The key of a feed. It is in no argument, no file and no output.</summary>
internal static class ApiKey
{
    /// <summary>The variable that holds it.</summary>
    public const string Variable = "NUGET_API_KEY";

    /// <returns>The key, which no program that is started from here on gets; null when there is none.</returns>
    public static string? Take()
    {
        var key = Environment.GetEnvironmentVariable(Variable)?.Trim();
        Environment.SetEnvironmentVariable(Variable, null);
        return string.IsNullOrEmpty(key) ? null : key;
    }
}
