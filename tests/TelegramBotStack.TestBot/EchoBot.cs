using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.TestBot;

/// <summary>
/// Replies with the same text, to "greeting?" with a secret of its configuration and to "time zone?" with its own. Before it replies to a redelivery it adds the text to <c>redeliveries</c> in the data
/// directory, so that a test can tell an answer that was repeated openly from one that was doubled by mistake.
/// </summary>
internal class EchoBot(IConfiguration configuration) : BotBase
{
    private readonly Lock _gate = new();

    protected IConfiguration Configuration => configuration;

    protected override void ConfigureHandlers(BotHandlers handlers) => handlers.Text(EchoAsync);

    protected virtual Task EchoAsync(UpdateContext context)
    {
        if (context.IsRedelivery && configuration["BOTSTACK_DATA"] is { } data)
        {
            lock (_gate)
            {
                File.AppendAllText(Path.Combine(data, "redeliveries"), context.Text + "\n");
            }
        }

        return context.ReplyAsync(context.Text switch
        {
            "greeting?" => configuration["GREETING"] ?? "none",
            "time zone?" => $"{TimeZoneInfo.Local.Id} {TimeZoneInfo.Local.BaseUtcOffset:hh\\:mm}, {Knows("America/Caracas")}",
            var text => text!,
        });

        static string Knows(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? $"knows {zone}" : $"does not know {zone}";
    }
}
