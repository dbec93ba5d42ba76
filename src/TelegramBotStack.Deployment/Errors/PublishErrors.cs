namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures of building the bot.</summary>
internal static class PublishErrors
{
    public const string FailedCode = "TBS6201";
    public const string NoProgramCode = "TBS6202";
    public const string CannotCompileNativelyCode = "TBS6203";
    public const string LibcTooNewCode = "TBS6204";

    public static DeploymentException Failed(string project, string output)
    {
        string[] errors =
        [
            .. output.Split('\n').Select(line => line.Trim())
                .Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.Ordinal).Take(15),
        ];
        var lines = errors is [] ? output.Trim() : string.Join('\n', errors);
        return new DeploymentException(
            FailedCode, $"{Path.GetFileName(project)} does not compile.\n{lines}",
            "Mend the code ('dotnet build' shows the same messages), then run the target again.");
    }

    public static DeploymentException NoProgram(string project) => new(
        NoProgramCode, $"{Path.GetFileName(project)} is not a program: publishing it gave no runtimeconfig.json.",
        "Name the project with the bot's Program.cs in deploy.yaml under bot.project.", ExitCode.BadUsage);

    public static DeploymentException CannotCompileNatively(string cause, string mend = "") => new(
        CannotCompileNativelyCode, $"'image: aot' cannot be built here: {cause}.",
        Sentence($"{mend}deploy from a machine like the host, such as a job of a CI, or take 'image: aot' out of deploy.yaml."));

    public static DeploymentException LibcTooNew(Version needed, Version there) => new(
        LibcTooNewCode, $"The native program needs glibc {needed}, which this machine has, and its image has {there}.",
        "Build it on a system that is not newer than Ubuntu 24.04, such as a job of a CI, or take 'image: aot' out of deploy.yaml.");

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
