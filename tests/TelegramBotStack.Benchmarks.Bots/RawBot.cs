using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TelegramBotStack.Benchmarks.Bots;

/// <summary>The least that can answer: shows how much the simulator itself is good for.</summary>
internal static class RawBot
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public static async Task<int> RunAsync()
    {
        using var http = new HttpClient
        {
            BaseAddress = new Uri($"{Environment.GetEnvironmentVariable("BOT_API_URL")}/bot{Environment.GetEnvironmentVariable("BOT_TOKEN")}/"),
        };
        var poll = GetAsync(http, 0);
        while (true)
        {
            using var updates = JsonDocument.Parse(await poll);
            var answers = updates.RootElement.GetProperty("result").EnumerateArray()
                .Select(update => (Id: update.GetProperty("update_id").GetInt64(), Message: update.GetProperty("message")))
                .ToArray();
            poll = GetAsync(http, answers.Length == 0 ? 0 : answers[^1].Id + 1);
            var chats = answers.GroupBy(answer => answer.Message.GetProperty("chat").GetProperty("id").GetInt64());
            await Task.WhenAll(chats.Select(chat => AnswerAsync(http, chat.Key, chat.Select(answer => answer.Message.GetProperty("text").GetString()!))));
        }
    }

    private static Task<byte[]> GetAsync(HttpClient http, long offset)
        => http.GetByteArrayAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"getUpdates?offset={offset}&limit=100&timeout=25"), UriKind.Relative));

    private static async Task AnswerAsync(HttpClient http, long chat, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"chat_id":{{chat}},"text":"{{text}}"}"""));
            body.Headers.ContentType = Json;
            using var answer = await http.PostAsync(new Uri("sendMessage", UriKind.Relative), body);
            answer.EnsureSuccessStatusCode();
        }
    }
}
