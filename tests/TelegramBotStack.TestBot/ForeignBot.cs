using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TelegramBotStack.TestBot;

/// <summary>
/// A bot that knows nothing of the process contract, as one in another language would be: no lease, no status file. It
/// echoes, and exits when Telegram says that another one polls.
/// </summary>
internal static class ForeignBot
{
    public static async Task<int> RunAsync(bool isBroken)
    {
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        var token = (await File.ReadAllTextAsync(Path.Combine(Variable("BOTSTACK_SECRETS", "/run/secrets"), "BOT_TOKEN"), stop.Token)).Trim();
        using var telegram = new HttpClient { BaseAddress = new Uri($"{Environment.GetEnvironmentVariable("BOT_API_URL")}/bot{token}/") };
        Console.WriteLine("foreign bot starts");
        if (isBroken)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stop.Token);
            Console.WriteLine("foreign bot gives up");
            return 1;
        }

        await File.AppendAllTextAsync(Path.Combine(Variable("BOTSTACK_DATA", "/data"), "starts"), "started\n", stop.Token);
        try
        {
            return await PollAsync(telegram, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static string Variable(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;

    private static async Task<int> PollAsync(HttpClient telegram, CancellationToken cancellationToken)
    {
        for (var offset = 0L; ;)
        {
            using var answer = await telegram.GetAsync(new Uri($"getUpdates?timeout=25&offset={offset}", UriKind.Relative), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Conflict)
            {
                Console.WriteLine("another bot polls");
                return 1;
            }

            foreach (var update in (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("result").EnumerateArray())
            {
                offset = update.GetProperty("update_id").GetInt64() + 1;
                var message = update.GetProperty("message");
                var reply = new { chat_id = message.GetProperty("chat").GetProperty("id").GetInt64(), text = message.GetProperty("text").GetString() };
                using var sent = await telegram.PostAsJsonAsync(new Uri("sendMessage", UriKind.Relative), reply, cancellationToken);
            }
        }
    }
}
