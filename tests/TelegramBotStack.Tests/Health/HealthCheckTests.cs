using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Health;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Health;

public sealed class HealthCheckTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 15, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("standby", 14, 3600, 3600, 0)]
    [InlineData("standby", 15, 0, 0, 1)]
    [InlineData("starting", 1, 3600, 3600, 0)]
    [InlineData("parked", 1, 3600, 3600, 0)]
    [InlineData("active", 1, 89, 3600, 0)]
    [InlineData("active", 1, 90, 3600, 1)]
    [InlineData("active", 1, 3600, 89, 0)]
    [InlineData("active", 15, 1, 1, 1)]
    [InlineData("stopped", 1, 1, 1, 1)]
    [InlineData("failed", 1, 1, 1, 1)]
    public void Health_is_a_heart_that_beats_and_polls_that_are_answered(
        string state, int secondsSinceBeat, int secondsSincePoll, int secondsSinceTakeover, int expected)
    {
        Write(new InstanceStatus
        {
            Instance = "bot",
            Release = "local",
            Pid = 1,
            State = Enum.Parse<InstanceState>(state, ignoreCase: true),
            HeartbeatAt = Now.AddSeconds(-secondsSinceBeat),
            LastPollAt = Now.AddSeconds(-secondsSincePoll),
            ActiveSince = Now.AddSeconds(-secondsSinceTakeover),
        });

        var (code, line) = Check();

        code.ShouldBe(expected, line);
        line.ShouldStartWith(expected == 0 ? "healthy: bot is" : "unhealthy: bot is");
        line.ShouldNotContain('\n');
    }

    [Fact]
    public void A_damaged_status_is_unhealthy()
    {
        Directory.CreateDirectory(_data[".botstack/instances"]);
        File.WriteAllText(_data[".botstack/instances/bot.json"], "{");

        Check().Code.ShouldBe(1);
    }

    private void Write(InstanceStatus status)
    {
        Directory.CreateDirectory(_data[".botstack/instances"]);
        File.WriteAllBytes(
            _data[".botstack/instances/bot.json"], JsonSerializer.SerializeToUtf8Bytes(status, ContractJson.Default.InstanceStatus));
    }

    private (int Code, string Line) Check()
    {
        using var output = new StringWriter();
        var code = HealthCheck.Run(
            ["--health", "--BOTSTACK_DATA", _data.Path, "--BOTSTACK_INSTANCE=bot"], new FakeTimeProvider(Now), output);
        return (code, output.ToString().TrimEnd());
    }
}
