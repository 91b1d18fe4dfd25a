/// What C holds of our objects: a pointer that counts as one reference.
///
/// SAFETY: a pointer that C hands in is NULL or came from `handOut` of the same type and was not freed yet, for the header
/// asks for no less; C's compilers tell the types of handles apart.
enum Handle<Object: AnyObject> {
  /// The object behind a pointer; nothing for NULL.
  static func object(_ pointer: OpaquePointer?) -> Object? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
  }

  /// A pointer for C, which `free` takes back.
  static func handOut(_ object: Object) -> OpaquePointer {
    unsafe OpaquePointer(Unmanaged.passRetained(object).toOpaque())
  }

  /// Gives up what C held.
  static func free(_ pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return }
    unsafe Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).release()
  }
}
