namespace TelegramBotStack;

/// <summary>A setting of the bot is missing or wrong. The message says which one and how to mend it.</summary>
public sealed class BotConfigurationException : Exception
{
    internal BotConfigurationException(string code, string message)
        : base(message) => Code = code;

    /// <summary>Short name of the fault, as in the status file: <c>token-missing</c>, <c>token-revoked</c>, …</summary>
    public string Code { get; }
}
