using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack.Users;

/// <summary>Remembers users, and lets them start and see how things stand.</summary>
internal sealed class UsersModule : IBotModule
{
    public void Configure(BotApplicationBuilder builder)
    {
        builder.UseCommandMenu();
        builder.UseJson(UsersJson.Default);
        builder.Services
            .AddSingleton<StoredUsers>()
            .AddSingleton<IUsers>(services => services.GetRequiredService<StoredUsers>())
            .AddSingleton<UserHooks>()
            .AddSingleton<UserTracking>()
            .AddSingleton<BotHealthText>()
            .AddSingleton<UserCommands>()
            .AddSingleton<IOutgoingObserver, BlockedUsers>()
            .AddSingleton<IHostedService>(services => services.GetRequiredService<StoredUsers>());
    }

    public void ConfigureHandlers(BotHandlers handlers) => handlers
        .Use((context, next) => context.Services.GetRequiredService<UserTracking>().HandleAsync(context, next))
        .Receive(UpdateType.MyChatMember)
        .DefaultCommand("start", context => Commands(context).StartAsync(context), options => options.DescribeLocalized("commands.start"))
        .DefaultCommand("status", context => Commands(context).ShowStatusAsync(context), options => options.DescribeLocalized("commands.status"))
        .DefaultCommand("my_id", context => UserCommands.ShowIdAsync(context), options => options.DescribeLocalized("commands.my_id"));

    private static UserCommands Commands(UpdateContext context) => context.Services.GetRequiredService<UserCommands>();
}
