using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.DataBot;

/// <summary>
/// Remembers what it is told: to "keep X" it replies "kept X", to "kept?" the last X. With the variable DATABOT_REFUSES it ends when it finds that X in
/// its data.
/// </summary>
internal class NoteBot(IConfiguration configuration, IStorage storage) : BotBase
{
    protected IConfiguration Configuration => configuration;

    protected IStorage Storage => storage;

    protected string Data => configuration["BOTSTACK_DATA"] ?? "data";

    protected override void ConfigureHandlers(BotHandlers handlers) => handlers.Text(async context =>
    {
        if (context.Text!.StartsWith("keep ", StringComparison.Ordinal))
        {
            await storage.SetAsync("note", context.Text["keep ".Length..], context.CancellationToken);
            await context.ReplyAsync("kept " + context.Text["keep ".Length..]);
        }
        else
        {
            await context.ReplyAsync(await storage.GetAsync<string>("note", context.CancellationToken) ?? "nothing");
        }
    });

    protected override async Task OnStartupAsync(CancellationToken cancellationToken)
    {
        if (configuration["DATABOT_REFUSES"] is { } refused && await storage.GetAsync<string>("note", cancellationToken) == refused)
        {
            throw new InvalidOperationException($"The test bot refuses data with the note '{refused}', as it was told to.");
        }
    }
}
