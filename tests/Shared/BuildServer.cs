namespace TelegramBotStack.TestSupport;

/// <summary>Where tests run that must not be left out.</summary>
internal static class BuildServer
{
    /// <summary>
    /// Whether a test fails that cannot be run for want of a program: on a build server with Linux. Elsewhere there are no
    /// such programs, or they are for a person to install, and it is skipped.
    /// </summary>
    public static bool RunsEverything => OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("CI") == "true";
}
