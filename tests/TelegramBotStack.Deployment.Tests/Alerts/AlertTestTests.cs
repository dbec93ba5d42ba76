using System.Net;
using System.Net.Sockets;
using System.Text;
using Shouldly;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;
using Xunit;

namespace TelegramBotStack.Deployment.Tests.Alerts;

public sealed class AlertTestTests : IDisposable
{
    private const string Token = "1000000001:AAhushhushhushhushhushhushhushhushhus";
    private readonly string folder = Directory.CreateTempSubdirectory("alerts-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_test_reaches_the_chat_and_the_webhook()
    {
        await using var telegram = new OneAnswer("200 OK", """{"ok":true}""");
        await using var webhook = new OneAnswer("204 No Content", "");
        var report = await AlertTest.RunAsync(Settings(telegram.Address, webhook.Address), TimeProvider.System, TestContext.Current.CancellationToken);
        report.Deliveries.Select(delivery => delivery.Place).ShouldBe(["webhook HOOK", "chat 42"]);
        (await telegram.Request).ShouldStartWith($"POST /bot{Token}/sendMessage ");
        (await telegram.Request).ShouldContain("\"chat_id\":42");
        (await webhook.Request).ShouldContain("\"bot\":\"echo\",\"host\":\"local\",\"state\":\"test\"");
    }

    [Fact]
    public async Task A_refusal_says_where_and_why_and_no_secret()
    {
        await using var telegram = new OneAnswer("400 Bad Request", """{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}""");
        await using var webhook = new OneAnswer("410 Gone", "");
        var error = await Should.ThrowAsync<DeploymentException>(
            AlertTest.RunAsync(Settings(telegram.Address, webhook.Address), TimeProvider.System, TestContext.Current.CancellationToken));
        error.Code.ShouldBe("TBS6402");
        error.Message.ShouldContain("chat 42: status 400, Bad Request: chat not found");
        error.Message.ShouldContain("webhook HOOK: status 410");
        error.ToString().ShouldNotContain(Token);
        error.ToString().ShouldNotContain(webhook.Address);
    }

    [Fact]
    public async Task Without_a_place_it_is_refused() =>
        (await Should.ThrowAsync<DeploymentException>(AlertTest.RunAsync(
            Settings("http://x", "http://x") with { Alerts = new AlertSettings() }, TimeProvider.System, TestContext.Current.CancellationToken)))
        .Code.ShouldBe("TBS6401");

    private DeploySettings Settings(string telegram, string webhook) => new()
    {
        Directory = folder,
        Bot = new BotSettings("echo", "echo.csproj"),
        Host = new HostSettings { IsLocal = true },
        Secrets = new Dictionary<string, SecretSource> { ["BOT_TOKEN"] = Secret("token", Token), ["HOOK"] = Secret("hook", webhook) },
        Variables = new Dictionary<string, string> { ["BOT_API_URL"] = telegram },
        Alerts = new AlertSettings(42, "HOOK"),
    };

    private FileSecret Secret(string name, string value)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, value);
        return new FileSecret(path);
    }

    /// <summary>An HTTP server that answers one request.</summary>
    private sealed class OneAnswer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public OneAnswer(string status, string body)
        {
            listener.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
            Request = AnswerAsync(status, body);
        }

        public string Address { get; }

        public Task<string> Request { get; }

        public ValueTask DisposeAsync()
        {
            listener.Stop();
            return ValueTask.CompletedTask;
        }

        private async Task<string> AnswerAsync(string status, string body)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            var buffer = new byte[8192];
            var text = "";
            while (!text.Contains('}', StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read)
            {
                text += Encoding.UTF8.GetString(buffer, 0, read);
            }

            var length = status.StartsWith("204", StringComparison.Ordinal) ? "" : $"Content-Length: {body.Length}\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{length}Connection: close\r\n\r\n{body}"));

            // Until the client has read to the end: closing with unread input would reset the connection.
            while (await stream.ReadAsync(buffer) > 0)
            {
            }

            return text;
        }
    }
}
