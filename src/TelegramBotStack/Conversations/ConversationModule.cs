using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack.Conversations;

internal sealed class ConversationModule : IBotModule
{
    private readonly ConversationDefinitions _definitions = new();

    public void Configure(BotApplicationBuilder builder)
    {
        builder.UseJson(ConversationJson.Default);
        builder.Services
            .AddSingleton(_definitions)
            .AddSingleton<ConversationStore>()
            .AddSingleton<ConversationHost>()
            .AddSingleton<IHostedService, ConversationClock>();
    }

    public void ConfigureHandlers(BotHandlers handlers)
    {
        handlers.Conversations = _definitions;
        handlers
            .Receive(UpdateType.Message, UpdateType.CallbackQuery)
            .Use((context, next) => context.Services.GetRequiredService<ConversationHost>().HandleAsync(context, next))
            // Of another user of the group, or of a question that is answered.
            .Callback(ConversationButtons.Route, context => context.AnswerAsync(context.Localize("callbacks.not_meant"), alert: true))
            .DefaultCommand("cancel", CancelAsync, options => options.DescribeLocalized("commands.cancel"));
    }

    private static async Task CancelAsync(UpdateContext context)
        => await context.ReplyAsync(context.Localize(await context.LeaveAsync().ConfigureAwait(false) ? "conversations.cancelled" : "conversations.nothing")).ConfigureAwait(false);
}
