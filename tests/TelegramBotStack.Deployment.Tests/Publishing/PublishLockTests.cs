using TelegramBotStack.Deployment.Publishing;

namespace TelegramBotStack.Deployment.Tests.Publishing;

public sealed class PublishLockTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("publish-lock-");

    private string Project => Path.Combine(folder.FullName, "Bot.csproj");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_second_build_of_a_project_waits_for_the_first()
    {
        var first = await PublishLock.TakeAsync(Project, TestContext.Current.CancellationToken);
        var second = PublishLock.TakeAsync(Project, TestContext.Current.CancellationToken);
        second.IsCompleted.ShouldBeFalse();

        first.Dispose();

        (await second.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task Waiting_can_be_ended()
    {
        using var first = await PublishLock.TakeAsync(Project, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var second = PublishLock.TakeAsync(Project, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second);
    }
}
