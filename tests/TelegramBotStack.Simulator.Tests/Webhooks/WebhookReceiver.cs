using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TelegramBotStack.Simulator.Tests.Webhooks;

/// <summary>A web server that gets updates, and answers as a test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;

    private WebhookReceiver(WebApplication server) => _server = server;

    public string Url => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";

    public ConcurrentQueue<(string Text, string Secret)> Received { get; } = new();

    public static async Task<WebhookReceiver> StartAsync(Func<string, Task<(int Status, string Body)>> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        var receiver = new WebhookReceiver(server);
        server.Run(async context =>
        {
            using var update = await JsonDocument.ParseAsync(context.Request.Body);
            var text = update.RootElement.GetProperty("message").GetProperty("text").GetString()!;
            receiver.Received.Enqueue((text, context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"].ToString()));
            var (status, body) = await answer(text);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body);
        });
        await server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
