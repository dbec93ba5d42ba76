using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Development;

namespace TelegramBotStack.Components.Tests.Deploying;

public sealed class GitCommitTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_is_not_committed_is_marked_also_a_file_that_is_new()
    {
        (await Read()).ShouldBeNull("there is no repository");
        await Git("init", "--quiet");
        File.WriteAllText(Path.Combine(directory.Path, "a.cs"), "1");
        await Git("add", "--all");
        await Git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "One");

        (await Read()).ShouldNotBeNull().ShouldNotEndWith("+");

        File.WriteAllText(Path.Combine(directory.Path, "b.cs"), "2");
        (await Read()).ShouldNotBeNull().ShouldEndWith("+");
        File.Delete(Path.Combine(directory.Path, "b.cs"));
        File.WriteAllText(Path.Combine(directory.Path, "a.cs"), "3");
        (await Read()).ShouldNotBeNull().ShouldEndWith("+");
    }

    private Task<string?> Read() => GitCommit.ReadAsync(directory.Path, TestContext.Current.CancellationToken);

    private async Task Git(params string[] arguments) =>
        (await ChildProcess.RunAsync("git", arguments, directory.Path, _ => { }, _ => { }, environment: null, TestContext.Current.CancellationToken)).ShouldBe(0);
}
