using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Telegram.Bot;
using Telegram.Bot.Types;
using TelegramBotStack.Api;
using TelegramBotStack.Configuration;
using TelegramBotStack.Outgoing;

namespace TelegramBotStack.Tests.Outgoing;

public sealed class UploadTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_refused_at_first_is_sent_again_whole(bool canSeek)
    {
        using var telegram = new Handler();
        var settings = BotSettings.From(new ConfigurationBuilder()
            .AddInMemoryCollection([new("BOT_TOKEN", "1:AA"), new("BOT_API_URL", "http://localhost:1")]).Build());
        using var calls = new OutgoingCalls(new OutgoingOptions(), () => [], TimeProvider.System, new Random(1), NullLogger.Instance);
        using var client = new BotClient(BotToken.Parse("1:AA"), settings, telegram, SecretMask.None, calls);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5_000)));
        await using var stream = canSeek ? new MemoryStream(bytes) : (Stream)new OneWay(bytes);

        await client.SendDocument(7, InputFile.FromStream(stream, "numbers.txt"), cancellationToken: TestContext.Current.CancellationToken);

        telegram.Bodies.Count.ShouldBe(2);
        telegram.Bodies[0].ShouldContain(Encoding.UTF8.GetString(bytes));
        telegram.Bodies[1].ShouldBe(telegram.Bodies[0]);
    }

    private sealed class Handler : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content!.Headers.ContentType!.MediaType.ShouldBe("multipart/form-data");
            Bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
            return Bodies.Count == 1
                ? Answer(HttpStatusCode.BadGateway, """{"ok":false,"error_code":502,"description":"Bad Gateway"}""")
                : Answer(HttpStatusCode.OK, """{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"}}}""");
        }

        private static HttpResponseMessage Answer(HttpStatusCode status, string json)
            => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
    }

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
