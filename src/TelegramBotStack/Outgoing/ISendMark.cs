namespace TelegramBotStack.Outgoing;

/// <summary>Writes down that a message is on its way: not while it waits for its turn, which may be long.</summary>
internal interface ISendMark
{
    /// <summary>It leaves now.</summary>
    /// <exception cref="OperationCanceledException">It must not any more.</exception>
    Task LeavingAsync();

    /// <summary>It is known not to have arrived.</summary>
    Task RefusedAsync();
}
