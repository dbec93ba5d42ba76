using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramBotStack.Admins;

namespace TelegramBotStack.Commands;

/// <summary>Shows users the commands they may use.</summary>
internal sealed class CommandMenuModule : IBotModule
{
    public void Configure(BotApplicationBuilder builder)
    {
        builder.UseJson(CommandMenuJson.Default);
        builder.Services
            .AddSingleton<CommandList>()
            .AddSingleton<MenuPlan>()
            .AddSingleton<CommandMenuPublisher>()
            .AddSingleton<IHostedService>(services => services.GetRequiredService<CommandMenuPublisher>());
    }

    public void ConfigureHandlers(BotHandlers handlers)
        => handlers.DefaultCommand("help", HelpAsync, options => options.DescribeLocalized("commands.help"));

    private static Task HelpAsync(UpdateContext context)
    {
        var commands = context.Services.GetRequiredService<CommandList>().For(context.Language, context.HasRole);
        var lines = commands.Select(command => $"/{command.Command} – {command.Description}");
        return context.ReplyAsync($"{context.Localize("help.header")}\n\n{string.Join('\n', lines)}");
    }
}
