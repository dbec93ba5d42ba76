using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack.Conversations;

internal sealed class ConversationModule : IBotModule
{
    // Of another user of the group, or of a question that is answered.
    private const string NotMeant = "This button is not for you, or too old.";

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
            .Callback(ConversationButtons.Route, context => context.AnswerAsync(NotMeant, alert: true))
            .DefaultCommand("cancel", CancelAsync);
    }

    private static async Task CancelAsync(UpdateContext context)
        => await context.ReplyAsync(await context.LeaveAsync().ConfigureAwait(false) ? "Cancelled." : "There is nothing to cancel.").ConfigureAwait(false);
}
