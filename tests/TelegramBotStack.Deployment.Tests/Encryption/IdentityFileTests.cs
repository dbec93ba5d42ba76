using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Tests.Encryption;

public sealed class IdentityFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("botstack-identity-");

    private string FilePath => Path.Combine(folder.FullName, "made", "identity");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task One_is_made_once_and_said_and_only_for_this_user()
    {
        var file = new IdentityFile(FilePath);
        var said = new List<string>();
        var first = await file.ReadOrCreateAsync(said.Add, TestContext.Current.CancellationToken);
        var second = await file.ReadOrCreateAsync(said.Add, TestContext.Current.CancellationToken);

        said.ShouldBe([FilePath]);
        second.Single().Recipient.ShouldBe(first.Single().Recipient);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(FilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task None_is_no_error() =>
        (await new IdentityFile(FilePath).ReadAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();

    [Fact]
    public async Task Something_else_in_the_file_is_said_without_repeating_it()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, "# mine\nAGE-SECRET-KEY-1BROKEN\n", TestContext.Current.CancellationToken);
        var error = await Should.ThrowAsync<DeploymentException>(() => new IdentityFile(FilePath).ReadAsync(TestContext.Current.CancellationToken));
        error.Code.ShouldBe("TBS1101");
        error.Message.ShouldNotContain("BROKEN");
    }
}
