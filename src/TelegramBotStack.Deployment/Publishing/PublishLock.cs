namespace TelegramBotStack.Deployment.Publishing;

/// <summary>
/// Lets one deployment at a time build a project on this machine: two compilers that write the same intermediate files,
/// such as for staging and production at once, make each other fail. The system lets go of it when a process dies.
/// </summary>
internal static class PublishLock
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <param name="project">The project file.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Disposing of it lets the next one build.</returns>
    public static async Task<IDisposable> TakeAsync(string project, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(project)!, "obj"));
        var file = Path.Combine(folder.FullName, "botstack-publish.lock");
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(Interval, cancellationToken);
            }
        }
    }
}
