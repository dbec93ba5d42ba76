using TelegramBotStack.Inbox;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Instances;

/// <summary>How updates come from Telegram while the lease is held: asked for, or sent to a webhook.</summary>
internal interface IUpdateSource : IAsyncDisposable
{
    /// <summary>Begins to take updates. First of all, since what users see of a takeover is the time until this is done.</summary>
    /// <exception cref="BotConfigurationException">It can never begin.</exception>
    Task BeginAsync(CancellationToken letGo);

    /// <summary>Puts updates into the inbox until told to let go. When it returns, nothing more is added.</summary>
    /// <exception cref="BotConfigurationException">Telegram refuses the token.</exception>
    /// <exception cref="LeaseLostException">Another instance takes updates, and rightly so.</exception>
    Task RunAsync(UpdateInbox inbox, CancellationToken letGo);

    /// <summary>Tells Telegram what is done, when the inbox is closed and before the lease is let go.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}
