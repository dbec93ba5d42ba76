using TelegramBotStack.Users;

namespace TelegramBotStack;

/// <summary>
/// A bot as a class: derive, override what you need, and pass it to <see cref="BotApplicationBuilder.UseBot{TBot}"/>.
/// Constructor parameters come from the bot's services. One object serves all updates, several at a time.
/// </summary>
public abstract class BotBase
{
    /// <summary>Adds the bot's handlers. Called once, before anything is received.</summary>
    /// <param name="handlers">Where to add them.</param>
    protected internal abstract void ConfigureHandlers(BotHandlers handlers);

    /// <summary>
    /// Called once for each user who writes for the first time, before the message is handled; with
    /// <see cref="UsersExtensions.UseUsers"/> only. When the process is killed meanwhile, it is called again. What it throws
    /// is logged, and the message is handled all the same.
    /// </summary>
    /// <param name="context">The update.</param>
    /// <param name="user">The new user.</param>
    protected internal virtual Task OnUserRegisteredAsync(UpdateContext context, BotUser user) => Task.CompletedTask;

    /// <summary>What <c>/start</c> answers, with <see cref="UsersExtensions.UseUsers"/>. Default: the text <c>users.welcome</c>.</summary>
    /// <param name="context">The update.</param>
    protected internal virtual Task<string> GetWelcomeMessageAsync(UpdateContext context) => Task.FromResult(UserCommands.Welcome(context));

    /// <summary>
    /// What <c>/status</c> answers, with <see cref="UsersExtensions.UseUsers"/>; administrators see the state of the bot below
    /// it. Default: the text <c>users.status</c>.
    /// </summary>
    /// <param name="context">The update.</param>
    protected internal virtual Task<string> GetUserStatusAsync(UpdateContext context) => Task.FromResult(UserCommands.Status(context));

    /// <summary>
    /// Called whenever this instance becomes the active one, before its first update is handled. An exception ends
    /// the process with exit code 1.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the instance has to let go before this has ended.</param>
    protected internal virtual Task OnStartupAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Called whenever this instance stops being the active one, after its last update has been handled. The
    /// successor waits for it: keep it short.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the time to stop is over.</param>
    protected internal virtual Task OnShutdownAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
