namespace TelegramBotStack.Deployment.Hosts;

/// <summary>
/// A command for a host. The script is a constant POSIX sh text of this project; whatever comes from a user
/// or a file is data on its standard input, never part of the text.
/// </summary>
/// <param name="Script">Constant POSIX sh text.</param>
/// <param name="Input">What the script reads from standard input.</param>
/// <param name="Timeout">How long it may take; default 30 s.</param>
public sealed record HostCommand(string Script, ReadOnlyMemory<byte> Input = default, TimeSpan? Timeout = null);

/// <summary>How a command on a host ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record HostCommandResult(int ExitCode, string Output, string Error);
