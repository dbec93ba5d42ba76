namespace TelegramBotStack.Deployment.Runtimes;

/// <summary>Which part of an instance's log is read.</summary>
/// <param name="Tail">How many of the last lines; null for all.</param>
/// <param name="Since">From when on, by the host's clock; null for the beginning.</param>
/// <param name="Follow">Whether to go on with what is printed from now on.</param>
internal sealed record LogRange(int? Tail = null, DateTimeOffset? Since = null, bool Follow = false);
