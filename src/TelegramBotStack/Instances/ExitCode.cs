namespace TelegramBotStack.Instances;

/// <summary>The exit codes of docs/process-contract.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Crashed = 1;
    public const int Hung = 75;
    public const int Configuration = 78;
}
