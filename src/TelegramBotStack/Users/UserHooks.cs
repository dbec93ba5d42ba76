using Microsoft.Extensions.Options;

namespace TelegramBotStack.Users;

/// <summary>What a bot does and says itself: by its options, else by its class, else the framework's texts.</summary>
internal sealed class UserHooks(IOptions<UsersOptions> options, BotBase? bot = null)
{
    public Task OnRegisteredAsync(UpdateContext context, BotUser user)
        => options.Value.OnRegistered?.Invoke(context, user) ?? bot?.OnUserRegisteredAsync(context, user) ?? Task.CompletedTask;

    public Task<string> WelcomeAsync(UpdateContext context)
        => options.Value.Welcome?.Invoke(context) ?? bot?.GetWelcomeMessageAsync(context) ?? Task.FromResult(UserCommands.Welcome(context));

    public Task<string> StatusAsync(UpdateContext context)
        => options.Value.Status?.Invoke(context) ?? bot?.GetUserStatusAsync(context) ?? Task.FromResult(UserCommands.Status(context));
}
