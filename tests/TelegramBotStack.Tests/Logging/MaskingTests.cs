using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Tests.Logging;

public sealed partial class MaskingTests
{
    private const string Token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

    [Fact]
    public void The_token_reaches_no_log_provider_in_any_way()
    {
        using var memory = new MemoryProvider();
        var builder = BotApplication.CreateBuilder($"--BOT_TOKEN={Token}");
        builder.Logging.ClearProviders().AddProvider(memory);
        var logger = builder.Build().Services.GetRequiredService<ILogger<MaskingTests>>();

        LogToken(logger, Token);
        LogUrl(logger, new Uri($"https://api.telegram.org/bot{Uri.EscapeDataString(Token)}/getMe"));
        LogFailure(logger, new InvalidOperationException("outer", new HttpRequestException($"/bot{Token}/getMe")));
        LogNothing(logger, "hide");

        memory.Lines.Count.ShouldBe(4);
        memory.Lines.ShouldAllBe(line => !line.Contains("AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"));
        memory.Lines[0].ShouldContain("bot123456789:***/getMe");
        memory.Lines[2].ShouldContain("outer");
        memory.Lines[3].ShouldContain("Nothing to hide");
        memory.Lines[3].ShouldContain("What=hide", customMessage: "fields without the token stay");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "GET https://api.telegram.org/bot{Token}/getMe")]
    private static partial void LogToken(ILogger logger, string token);

    [LoggerMessage(Level = LogLevel.Warning, Message = "GET {Url}")]
    private static partial void LogUrl(ILogger logger, Uri url);

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed")]
    private static partial void LogFailure(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Nothing to {What}")]
    private static partial void LogNothing(ILogger logger, string what);

    private sealed class MemoryProvider : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var fields = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"))
                : "";
            Lines.Add($"{formatter(state, exception)} {fields} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
