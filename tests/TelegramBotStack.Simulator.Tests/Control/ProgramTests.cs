using System.Net.Http.Json;
using System.Text.Json;

namespace TelegramBotStack.Simulator.Tests.Control;

public sealed class ProgramTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_prints_its_address_answers_and_ends_on_a_signal(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill, which Windows does not have.");
        await using var program = await SimulatorProcess.StartAsync("--token=123456:any-secret", "--username", "my_bot");
        using var http = new HttpClient();

        var me = await http.GetFromJsonAsync<JsonElement>($"{program.BaseUrl}/bot123456:any-secret/getMe", Cancelled);

        me.GetProperty("result").GetProperty("username").GetString().ShouldBe("my_bot");
        (await program.EndBy(signal)).ShouldBe(0);
    }

    [Theory]
    [InlineData("--prot", "Unknown argument --prot.")]
    [InlineData("--port=99999", "--port cannot be \"99999\".")]
    [InlineData("--listen=nowhere", "--listen cannot be \"nowhere\".")]
    [InlineData("--token=nonsense", "--token has not the form of a token: digits, a colon, a secret.")]
    public async Task A_wrong_argument_is_named_and_ends_with_2(string argument, string message)
    {
        using var program = SimulatorProcess.StartRaw(argument);

        var error = await program.StandardError.ReadToEndAsync(Cancelled);
        await program.WaitForExitAsync(Cancelled);

        error.ShouldStartWith(message);
        error.ShouldContain("Usage:");
        program.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_taken_port_is_an_error_and_no_crash()
    {
        await using var other = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        using var program = SimulatorProcess.StartRaw($"--port={new Uri(other.BaseUrl).Port}");

        var error = await program.StandardError.ReadToEndAsync(Cancelled);
        await program.WaitForExitAsync(Cancelled);

        error.ShouldStartWith("The simulator cannot start:");
        error.ShouldNotContain("   at ");
        program.ExitCode.ShouldBe(2);
    }
}
