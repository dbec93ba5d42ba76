using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace TelegramBotStack.Benchmarks;

/// <summary>The simulator, as a process that is talked to over its control API.</summary>
internal sealed class Telegram : IAsyncDisposable
{
    private const string Token = "123456:benchmark";
    private readonly MeasuredProcess _process;
    private readonly HttpClient _control;
    private readonly Uri _address;

    private Telegram(MeasuredProcess process, string address)
    {
        _process = process;
        _address = new Uri(address);
        _control = new HttpClient { BaseAddress = new Uri(_address, "/control/") };
    }

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["BOT_TOKEN"] = Token,
        ["BOT_API_URL"] = _address.GetLeftPart(UriPartial.Authority),
    };

    public TimeSpan ProcessorTime => _process.ProcessorTime;

    public static async Task<Telegram> StartAsync(int updatesKept)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "TelegramBotStack.Simulator.dll");
        var process = MeasuredProcess.Start(
            "dotnet",
            [program, "--token", Token, "--updates-kept", updatesKept.ToString(CultureInfo.InvariantCulture)],
            processor: 1,
            new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0" });
        return new Telegram(process, await process.Output.ReadLineAsync() ?? throw new InvalidOperationException("The simulator did not start."));
    }

    public Task FloodAsync(int users, int outstanding, long? messages = null) => PostAsync("load", new { users, outstanding, messages });

    public Task WriteAsync(int users, double updatesPerSecond) => PostAsync("load", new { users, updates_per_second = updatesPerSecond });

    /// <summary>Stops the load and waits for what is owed.</summary>
    public async Task<Load> StopAsync() => await ReadAsync(await PostAsync("load/stop", new { drain_seconds = 60 }));

    public async Task<Load> LoadAsync() => await ReadAsync(await _control.GetAsync(new Uri("load", UriKind.Relative)));

    public Task AnswerLateAsync(TimeSpan delay)
        => PostAsync("faults", new { kind = "delay", milliseconds = (int)delay.TotalMilliseconds, calls = int.MaxValue, method = "sendMessage" });

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _process.DisposeAsync();
    }

    private static async Task<Load> ReadAsync(HttpResponseMessage answer)
    {
        using var _ = answer;
        return (await answer.Content.ReadFromJsonAsync<Load>(Naming))!;
    }

    private static JsonSerializerOptions Naming { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body)
    {
        var answer = await _control.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, new JsonSerializerOptions
        {
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        });
        return answer.IsSuccessStatusCode ? answer : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }
}

/// <summary>What the simulator says of a load.</summary>
internal sealed record Load(
    long Sent,
    long Answered,
    long Lost,
    long Doubled,
    long OutOfOrder,
    double MedianDelayMilliseconds,
    double NinetyNinthDelayMilliseconds,
    double DurationSeconds);
