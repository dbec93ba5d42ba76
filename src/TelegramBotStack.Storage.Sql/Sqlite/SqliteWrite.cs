namespace TelegramBotStack.Storage.Sql.Sqlite;

/// <summary>Changes that wait to be written; none of them stands for removing what has expired.</summary>
internal sealed class SqliteWrite(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<StorageChange> Changes => changes;

    /// <summary>Whether they have been made.</summary>
    public Task<bool> Done => _done.Task;

    /// <summary>False when nobody wants it any more. After it the changes are made whatever is cancelled.</summary>
    public bool TryBegin() => !cancellationToken.IsCancellationRequested || !_done.TrySetCanceled(cancellationToken);

    public void Complete(bool areMade) => _done.TrySetResult(areMade);

    public void Fail(Exception exception) => _done.TrySetException(exception);
}
