// An allocator for big tables that are read at random: asks the system for large pages.
//
// With 4 kB pages most of the time of a random access into hundreds of megabytes goes into finding
// the page. Where the system has no large pages, it is an ordinary allocator.
#pragma once
#include <cstddef>
#include <new>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace entrepot {

template <class T>
class LargePageAllocator {
public:
    using value_type = T;

    LargePageAllocator() = default;
    template <class Other>
    explicit LargePageAllocator(const LargePageAllocator<Other>&) {}

    T* allocate(std::size_t count) {
        void* memory = ::operator new(count * sizeof(T), alignmentOf(count));
#ifdef __linux__
        if (isLarge(count)) madvise(memory, count * sizeof(T), MADV_HUGEPAGE);  // a wish
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) {
        ::operator delete(memory, count * sizeof(T), alignmentOf(count));
    }

    friend bool operator==(LargePageAllocator, LargePageAllocator) {
        return true;
    }

private:
    static constexpr std::size_t page_bytes = std::size_t{2} << 20;

    static bool isLarge(std::size_t count) {
        return count * sizeof(T) >= page_bytes;
    }
    static std::align_val_t alignmentOf(std::size_t count) {
        return std::align_val_t{isLarge(count) ? page_bytes : std::size_t{64}};
    }
};

}  // namespace entrepot
