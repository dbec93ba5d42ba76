using System.IO.Pipes;
using System.Text.Json;
using TelegramBotStack.Simulator;
using TelegramBotStack.Status;
using TelegramBotStack.Tests.Processes;

namespace TelegramBotStack.Tests.Development;

[Trait("Category", "Process")]
public sealed class DevSessionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bot_finishes_in_good_order_when_the_target_that_runs_it_is_gone(bool asks)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var name = $"botstack-{Guid.NewGuid():N}"[..25];
        await using var pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        await using var bot = TestBotProcess.Start(telegram, "bot", $"--BOTSTACK_DEV={name}");
        await pipe.WaitForConnectionAsync(Cancellation);
        using var reader = new StreamReader(pipe, leaveOpen: true);
        var status = await Reaches(reader, InstanceState.Active);
        status.Bot.ShouldNotBeNull().Username.ShouldBe("simulator_bot");
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");
        await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation);

        if (asks)
        {
            await pipe.WriteAsync("\n"u8.ToArray(), Cancellation);
            (await Reaches(reader, InstanceState.Stopped)).Updates.Handled.ShouldBe(1);
        }
        else
        {
            await pipe.DisposeAsync();
        }

        (await bot.Exits(Cancellation)).ShouldBe(0);
        telegram.Statistics.Pending.ShouldBe(0, "what was done is confirmed");
    }

    [Fact]
    public async Task A_bot_that_nobody_listens_to_does_not_begin()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = TestBotProcess.Start(telegram, "bot", "--BOTSTACK_DEV=" + $"botstack-{Guid.NewGuid():N}"[..25]);

        (await bot.Exits(Cancellation)).ShouldBe(78);

        bot.Output.ShouldContain("nobody listens");
        telegram.Calls.ShouldBeEmpty();
    }

    private static async Task<InstanceStatus> Reaches(StreamReader reader, InstanceState state)
    {
        while (await reader.ReadLineAsync(Cancellation) is { } line)
        {
            if (JsonSerializer.Deserialize(line, ContractJson.Default.InstanceStatus) is { } status && status.State == state)
            {
                return status;
            }
        }

        throw new InvalidOperationException($"The bot was gone before it was {state}.");
    }
}
