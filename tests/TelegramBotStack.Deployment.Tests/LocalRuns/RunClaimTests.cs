using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.LocalRuns;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.LocalRuns;

public sealed class RunClaimTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_second_run_is_refused_and_told_the_process_and_the_folder_of_the_first()
    {
        using var first = RunClaim.Take("token:1:secret", "/home/ada/bot", directory.Path);

        var refused = Should.Throw<DeploymentException>(() => RunClaim.Take("token:1:secret", "/home/ada/other", directory.Path));

        refused.Code.ShouldBe("TBS6115");
        refused.ExitCode.ShouldBe(ExitCode.Refused);
        refused.Message.ShouldContain($"process {Environment.ProcessId} in /home/ada/bot");
        using var another = RunClaim.Take("token:2:secret", "/home/ada/other", directory.Path);
    }

    [Fact]
    public void What_a_run_leaves_behind_does_not_stop_the_next_and_holds_no_token()
    {
        RunClaim.Take("token:1:secret", "/home/ada/bot", directory.Path).Dispose();

        using var next = RunClaim.Take("token:1:secret", "/home/ada/bot", directory.Path);

        foreach (var file in Directory.GetFiles(directory.Path, "*.holder"))
        {
            File.ReadAllText(file).ShouldNotContain("secret");
            file.ShouldNotContain("secret");
        }
    }
}
