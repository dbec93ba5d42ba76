namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>How a command ended, with its output as bytes.</summary>
internal sealed record SshResult(int ExitCode, byte[] Output, string Error);
