namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures of the user's own commands around a deployment.</summary>
internal static class HookErrors
{
    public const string FailedCode = "TBS6501";
    public const string NotStartedCode = "TBS6502";
    public const string TooSlowCode = "TBS6503";

    public static DeploymentException Failed(string name, string command, int exitCode) => new(
        FailedCode, $"{name} failed: '{command}' ended with {exitCode}.", "Its output is above; mend the command, or what it complains of.");

    public static DeploymentException NotStarted(string name, string command, Exception inner) => new(
        NotStartedCode, $"{name} could not be run: '{command}' does not start.",
        "Check the command's name in deploy.yaml; it is run in the repository's root and without a shell.", ExitCode.FailedUnchanged, inner);

    public static DeploymentException TooSlow(string name, string command, TimeSpan limit) => new(
        TooSlowCode, $"{name} did not end: '{command}' ran for {limit.TotalMinutes:0} minutes.",
        "Find out what it waits for; it was ended with all it had started.");
}
